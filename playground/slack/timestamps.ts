// Message timestamps: seconds with six digits, unique and always rising.

export type Clock = () => number;

/**
 * Creates a source of message ids.
 * @param now Unix milliseconds.
 */
export const createTimestamps = (now: Clock): (() => string) => {
  let lastMicros = 0;
  return () => {
    lastMicros = Math.max(lastMicros + 1, Math.floor(now() * 1000));
    return formatMicros(lastMicros);
  };
};

const formatMicros = (micros: number): string => {
  const seconds = Math.floor(micros / 1e6);
  return `${seconds}.${String(micros - seconds * 1e6).padStart(6, '0')}`;
};
