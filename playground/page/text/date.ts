// Fills in the `<!date^…>` templates with the reader's own time zone.

const DAY_MS = 86_400_000;

/**
 * Formats a date token.
 * @param seconds Unix time in seconds
 * @param template text with `{date}`, `{time}` and their kin
 * @param nowMs the reader's present, in milliseconds; only the "pretty" words and `{ago}` depend on it
 */
export function formatDateTemplate(
  seconds: number,
  template: string,
  nowMs: number,
  locale = 'en-GB',
): string {
  const at = new Date(seconds * 1000);
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(at);
  const forms: Record<string, () => string> = {
    date_num: () => show({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => show({ day: 'numeric', month: 'long', year: 'numeric' }),
    date_short: () => show({ day: 'numeric', month: 'short', year: 'numeric' }),
    date_long: () => show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    date_pretty: () => nameDay(at, nowMs) ?? show({ day: 'numeric', month: 'long', year: 'numeric' }),
    date_short_pretty: () => nameDay(at, nowMs) ?? show({ day: 'numeric', month: 'short', year: 'numeric' }),
    date_long_pretty: () =>
      nameDay(at, nowMs) ?? show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    time: () => show({ hour: '2-digit', minute: '2-digit' }),
    time_secs: () => show({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: () => describeAge(nowMs - at.getTime()),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => forms[name]?.() ?? whole);
}

/** "just now", "4 min ago", "in 2 h": how far a moment lies from now, in words. */
export function describeAge(ageMs: number): string {
  const seconds = Math.round(Math.abs(ageMs) / 1000);
  if (seconds < 45) return 'just now';
  const amount =
    seconds < 3600
      ? `${Math.round(seconds / 60)} min`
      : seconds < 86_400
        ? `${Math.round(seconds / 3600)} h`
        : `${Math.round(seconds / 86_400)} d`;
  return ageMs >= 0 ? `${amount} ago` : `in ${amount}`;
}

function nameDay(at: Date, nowMs: number): string | undefined {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  const day = new Date(at).setHours(0, 0, 0, 0);
  const distance = Math.round((day - midnight) / DAY_MS);
  return distance === 0 ? 'today' : distance === -1 ? 'yesterday' : distance === 1 ? 'tomorrow' : undefined;
}
