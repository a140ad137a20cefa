// Moments as people in Flanders read them, whatever the zone of this machine.

function format(options) {
  const formatter = new Intl.DateTimeFormat("nl-BE", { timeZone: "Europe/Brussels", ...options });
  return (moment) => formatter.format(new Date(moment));
}

export const time = format({ hour: "2-digit", minute: "2-digit" });
export const day = format({ weekday: "long", day: "numeric", month: "long" });
const wholeDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = format({ weekday: "short", day: "numeric", month: "short" });

/** "maandag 24 november 2026, 10:32" */
export const moment = (at) => `${wholeDay(at)}, ${time(at)}`;

/** "ma 24 nov, 10:32" */
export const shortMoment = (at) => `${shortDay(at)}, ${time(at)}`;
