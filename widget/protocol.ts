// What the loader in the host page and the panel in its frame say to each other; both check every word.

/** Loader → panel. */
export type ToPanel =
  | {
      readonly baton: 'hello';
      readonly token: string | null;
      readonly locale: string | null;
      readonly jwt: string | null;
      /** The page's address without its query. */
      readonly page: string;
      readonly open: boolean;
    }
  | { readonly baton: 'open'; readonly open: boolean }
  | { readonly baton: 'token'; readonly token: string | null }
  | { readonly baton: 'identify'; readonly jwt: string }
  | { readonly baton: 'locale'; readonly locale: string }
  | { readonly baton: 'shutdown' };

/** Panel → loader. */
export type ToHost =
  | { readonly baton: 'ready' }
  | { readonly baton: 'token'; readonly token: string | null }
  | { readonly baton: 'unread'; readonly count: number }
  | { readonly baton: 'close' };

const isText = (value: unknown): value is string => typeof value === 'string' && value.length < 10_000;
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

/** Reads a message from the host page; null when it is none of ours. */
export function readToPanel(data: unknown): ToPanel | null {
  if (typeof data !== 'object' || data === null || !('baton' in data)) return null;
  const said = data as Record<string, unknown>;
  switch (said.baton) {
    case 'hello': {
      const { token, locale, jwt, page, open } = said;
      const whole =
        isTextOrNull(token) &&
        isTextOrNull(locale) &&
        isTextOrNull(jwt) &&
        isText(page) &&
        typeof open === 'boolean';
      return whole ? { baton: 'hello', token, locale, jwt, page, open } : null;
    }
    case 'open':
      return typeof said.open === 'boolean' ? { baton: 'open', open: said.open } : null;
    case 'token':
      return isTextOrNull(said.token) ? { baton: 'token', token: said.token } : null;
    case 'identify':
      return isText(said.jwt) ? { baton: 'identify', jwt: said.jwt } : null;
    case 'locale':
      return isText(said.locale) ? { baton: 'locale', locale: said.locale } : null;
    case 'shutdown':
      return { baton: 'shutdown' };
    default:
      return null;
  }
}
