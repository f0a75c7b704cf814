// Reads server-sent events out of pieces of text, however the network cut them.

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Feed it text; it returns the events that are complete. Comments (heartbeats) and unknown fields are skipped. */
export function createEventReader(): (text: string) => ServerEvent[] {
  let rest = '';
  return (text) => {
    const parts = (rest + text.replaceAll('\r', '')).split('\n\n');
    rest = parts.pop() ?? '';
    return parts.flatMap((part) => {
      let event = 'message';
      const data: string[] = [];
      for (const line of part.split('\n')) {
        if (line.startsWith('event:')) event = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      return data.length > 0 ? [{ event, data: data.join('\n') }] : [];
    });
  };
}
