#!/bin/sh
# Print the path of a Python that can run the application (3.11 or newer), or say what to do.
# PYTHON, when set, is the only one tried.
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
found=$("${PYTHON:-python3}" --version 2>/dev/null) || found="aucun"
{
    echo "Il faut Python 3.11 ou plus récent (trouvé : $found)."
    echo "Installez-le, ou indiquez où il est : make run PYTHON=/chemin/vers/python3.11"
} >&2
exit 1
