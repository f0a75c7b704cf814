// The launcher's and the frame's looks, inside the shadow root: the host page's styles do not reach in, ours not out.

/** `--c` is the site's colour, `--t` what can be read on it. */
export const style = `
:host{all:initial;position:fixed;z-index:2147483000;inset:0;pointer-events:none;color-scheme:light dark}
.l{pointer-events:auto;position:fixed;bottom:calc(20px + env(safe-area-inset-bottom,0px));inset-inline-end:20px;width:56px;height:56px;border:0;border-radius:50%;background:var(--c);color:var(--t);cursor:pointer;box-shadow:0 2px 6px #0003,0 8px 24px #0003;padding:0;display:grid;place-items:center;transition:transform .18s}
.l:hover{transform:scale(1.05)}
.l:focus-visible{outline:3px solid var(--c);outline-offset:3px;box-shadow:0 0 0 3px #fff}
.s .l,.s .f{inset-inline:20px auto}
svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.o .p,.l .x{display:none}.o .l .x{display:block}
b{position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;height:22px;box-sizing:border-box;padding:0 6px;border-radius:11px;background:#c2261c;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
b:empty{display:none}
.f{pointer-events:auto;position:fixed;bottom:calc(88px + env(safe-area-inset-bottom,0px));inset-inline-end:20px;width:392px;height:min(660px,calc(100dvh - 112px));max-width:calc(100vw - 40px);border-radius:18px;overflow:hidden;background:Canvas;box-shadow:0 0 0 1px #0001,0 12px 48px #0004;visibility:hidden;opacity:0;transform:translateY(12px);transition:opacity .18s,transform .18s,visibility .18s}
.o .f{visibility:visible;opacity:1;transform:none}
iframe{border:0;width:100%;height:100%;display:block}
@media(max-width:480px){.s .f,.f{inset:0;width:auto;max-width:none;height:100dvh;border-radius:0}.o .l{display:none}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media(forced-colors:active){.l,.f{border:2px solid ButtonText}}
@media print{:host{display:none}}`;
