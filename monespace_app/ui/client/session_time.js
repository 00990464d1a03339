// Times and words of the session's end: pure functions.

export const WARNING = 120; // seconds before the end
export const EXPIRED = "Par sécurité, vous avez été déconnecté. Ce qui était enregistré est gardé.";

const REMEMBERED = 20;
const skews = new Map(); // server time received -> seconds to add

// Seconds to add to this machine's clock to get the server's. Kept per server time received: a component
// mounted again with the same, older value must not believe that time stood still.
export function skewOf(serverNow, here) {
  if (!skews.has(serverNow)) skews.set(serverNow, serverNow - here);
  if (skews.size > REMEMBERED) skews.delete(skews.keys().next().value);
  return skews.get(serverNow);
}

export function phaseOf(remaining) {
  if (remaining === null || remaining > WARNING) return "quiet";
  return remaining > 0 ? "warning" : "expired";
}

function duration(remaining) {
  const left = Math.max(0, Math.ceil(remaining));
  const minutes = Math.floor(left / 60);
  const rest = left % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

const unbroken = (sentence) => sentence.replace(/(\d) /g, "$1\u00a0");

export const countdownPhrase = (remaining) =>
  unbroken(`Par sécurité, vous serez déconnecté dans ${duration(remaining)}.`);

// At the end of the 12 hours there is no putting off.
export const finalPhrase = (remaining) =>
  unbroken(
    `Vous devrez vous reconnecter dans ${duration(remaining)}\u00a0: par sécurité, une session dure 12 heures ` +
      "au plus. Le message que vous écrivez est gardé.",
  );

// What is said aloud: three times, not every second.
export function milestone(remaining) {
  if (remaining <= 30) return "Vous serez déconnecté dans 30 secondes.";
  if (remaining <= 60) return "Vous serez déconnecté dans 1 minute.";
  return "Vous serez déconnecté dans 2 minutes.";
}
