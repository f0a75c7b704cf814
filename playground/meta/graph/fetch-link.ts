// Fetches a file the company only named by its address, as Meta's servers do.

const patienceMs = 15_000;
const mostBytes = 100 * 1024 * 1024;

/** The bytes and type behind an address; null when there is nothing to be had. */
export const fetchLink = async (
  url: string,
): Promise<{ readonly bytes: Buffer; readonly type: string; readonly name: string } | null> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) return null;
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > mostBytes) return null;
    const type = (response.headers.get('content-type') ?? 'application/octet-stream').split(';')[0] ?? '';
    const named = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return {
      bytes,
      type: type.trim(),
      name: named ?? new URL(url).pathname.split('/').at(-1)?.slice(0, 80) ?? 'file',
    };
  } catch {
    return null;
  }
};
