// Words that the server still has to say must not come under the fingers: from the moment somebody is in a field, only
// they write there. To the browser a field whose value was set, even to what it was, does not follow its default any more.
import { useEffect } from "react";

const WRITTEN = 'textarea, input:is([type="text"], [type="search"], [type="email"], [type="tel"], [type="password"])';

function keep(field) {
  if (field?.matches?.(WRITTEN)) field.value = String(field.value);
}

const entered = ({ target }) => keep(target);

export function SteadyFields() {
  useEffect(() => {
    keep(document.activeElement);
    document.addEventListener("focusin", entered);
    return () => document.removeEventListener("focusin", entered);
  }, []);
  return null;
}
