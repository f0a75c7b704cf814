// Reads a link into Teams' own client, so that it opens here what it names: there is no such client in a simulation.

export interface LinkedThread {
  channel: string;
  root: string;
}

/** The thread that a link of the form `…/l/message/<channel>/<message>?parentMessageId=<root>` names. */
export function readThreadLink(url: string): LinkedThread | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, searchParams } = new URL(url);
  const [, channel, message] = /^\/l\/message\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (hostname !== 'teams.microsoft.com' || channel === undefined || message === undefined) return undefined;
  return {
    channel: decodeURIComponent(channel),
    root: searchParams.get('parentMessageId') ?? decodeURIComponent(message),
  };
}
