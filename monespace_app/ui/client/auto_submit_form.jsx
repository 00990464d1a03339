// A real form, posted by itself once all its fields are there: hands a one-time ticket to an HTTP route.
import { useEffect, useRef } from "react";

const complete = (fields) => {
  const values = Object.values(fields ?? {});
  return values.length > 0 && values.every((value) => value !== "" && value !== null && value !== undefined);
};

export function AutoSubmitForm({ action, fields }) {
  const form = useRef(null);
  const posted = useRef("");
  const ready = complete(fields);
  const signature = ready ? JSON.stringify(fields) : "";
  useEffect(() => {
    if (!signature || posted.current === signature) return;
    posted.current = signature;
    form.current.submit();
  }, [signature]);
  return (
    <form ref={form} method="post" action={action} className="visually-hidden" aria-hidden="true">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ""} readOnly />
      ))}
    </form>
  );
}
