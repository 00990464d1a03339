import { useEffect, useState } from "react";

/** « 12 sur 80 caractères », counted in the page; the remaining room is announced near the limit only. */
export function CharacterCounter({ htmlFor, maxLength }) {
  const [used, setUsed] = useState(0);
  useEffect(() => {
    const field = document.getElementById(htmlFor);
    if (!field) return undefined;
    const count = () => setUsed(field.value.length);
    count();
    field.addEventListener("input", count);
    return () => field.removeEventListener("input", count);
  }, [htmlFor]);
  const left = maxLength - used;
  const near = left <= Math.max(10, maxLength / 10);
  return (
    <div className="field-count">
      <p id={`${htmlFor}-compte`}>
        {used.toLocaleString("fr-FR")} sur {maxLength.toLocaleString("fr-FR")} caractères
      </p>
      <p className="visually-hidden" role="status">
        {near ? `Il reste ${left} caractère${left > 1 ? "s" : ""}.` : ""}
      </p>
    </div>
  );
}
