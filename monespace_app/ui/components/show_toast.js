import { toast } from "sonner";

/** Show the toast that the server describes, as data: no page runs code that it is sent. */
export function showToast({ kind, message, undo, ...options }, send) {
  const action = undo && { label: undo.label, onClick: () => send(undo.event) };
  toast[kind](message, { ...options, action });
}
