// The script of the host page: takes calls from the first moment on, and fetches the launcher that answers them.

/** The built launcher's file name, set by the build. */
declare const launcherFile: string;

/** `window.baton('show')`: calls wait in `q` until the launcher takes them over. */
export type BatonCall = readonly [command: string, value?: unknown, more?: unknown];
export interface Baton {
  (...call: BatonCall): void;
  q?: { push(call: BatonCall): unknown };
  /** Set by the first of our scripts on the page; later ones do nothing. */
  on?: true;
}

const script = document.currentScript as HTMLScriptElement | null;
const host = window as unknown as { baton?: Baton };

if (script && !host.baton?.on) {
  const early = host.baton?.q ?? [];
  const baton: Baton = (...call) => void baton.q?.push(call);
  baton.q = early;
  baton.on = true;
  host.baton = baton;
  const { site, locale, open } = script.dataset;
  if (site) {
    const boot = { site, open: open !== undefined && open !== 'false', ...(locale ? { locale } : {}) };
    (early as BatonCall[]).unshift(['boot', boot]);
  }
  const launcher = document.createElement('script');
  launcher.src = new URL(`/web/assets/${launcherFile}`, script.src).href;
  launcher.async = true;
  if (script.nonce) launcher.nonce = script.nonce;
  document.head.append(launcher);
}
