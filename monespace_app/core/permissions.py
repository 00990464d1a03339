"""Every right a caller can have, in one list. A service asks for exactly one."""

from enum import StrEnum


class Permission(StrEnum):
    """`area:object:action`."""

    PROFILE_READ = "profile:identity:read"
    PROFILE_SWITCH = "profile:tab:switch"
    HOME_READ = "home:cards:read"
    MEDICAL_READ = "medical:section:read"
    DOCUMENT_READ = "document:file:read"
    DOCUMENT_WRITE = "document:file:write"
    DOCUMENT_DELETE = "document:file:delete"
    DOCUMENT_IMPORT = "document:archive:import"
    ACCESS_READ = "access:professional:read"
    ACCESS_RECORD = "access:professional:record"
    MESSAGE_READ = "messaging:conversation:read"
    MESSAGE_RECEIVE = "messaging:message:receive"
    MESSAGE_DELIVERY = "messaging:message:delivery"
    DRAFT_WRITE = "messaging:draft:write"
    MESSAGE_SEND = "messaging:message:send"
    ACCOUNT_READ = "settings:account:read"
    ACCOUNT_PASSWORD = "settings:password:write"
    DEVICE_REVOKE = "settings:device:revoke"
    REGISTRY_IMPORT = "registry:person:import"
    REGISTRY_CODES = "registry:code:issue"
    DIRECTORY_WRITE = "directory:professional:write"
    DEMO_LOAD = "demo:data:load"
    STORAGE_CHECK = "storage:file:check"


PATIENT: frozenset[Permission] = frozenset(
    {
        Permission.PROFILE_READ,
        Permission.PROFILE_SWITCH,
        Permission.HOME_READ,
        Permission.MEDICAL_READ,
        Permission.DOCUMENT_READ,
        Permission.DOCUMENT_WRITE,
        Permission.DOCUMENT_DELETE,
        Permission.ACCESS_READ,
        Permission.MESSAGE_READ,
        Permission.DRAFT_WRITE,
        Permission.MESSAGE_SEND,
        Permission.ACCOUNT_READ,
        Permission.ACCOUNT_PASSWORD,
        Permission.DEVICE_REVOKE,
    }
)
"""What an adult may do on a profile that the account opens: the own one or a minor's."""

MAIL_GATEWAY: frozenset[Permission] = frozenset({Permission.MESSAGE_RECEIVE, Permission.MESSAGE_DELIVERY})
OPERATOR: frozenset[Permission] = frozenset(
    {
        Permission.REGISTRY_IMPORT,
        Permission.REGISTRY_CODES,
        Permission.DIRECTORY_WRITE,
        Permission.DEMO_LOAD,
        Permission.DOCUMENT_IMPORT,
        Permission.STORAGE_CHECK,
        Permission.ACCESS_RECORD,
    }
)
