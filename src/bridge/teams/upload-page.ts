// The upload page: one form without any script, readable in the dark too, and words for whatever came of it.

import { createHash } from 'node:crypto';
import { mostUploads } from './upload-form.js';

export interface UploadPage {
  readonly title: string;
  /** What is said above the form, a paragraph each. */
  readonly says: readonly string[];
  /** What came of an upload: shown first, and read out. */
  readonly result?: { readonly kind: 'done' | 'told' | 'problem'; readonly sentences: readonly string[] };
  /** Null where nothing can be uploaded any more. */
  readonly form: { readonly limitBytes: number } | null;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #56606d; --paper: #f5f6f8; --card: #fff; --line: #c9cfd7;
  --blue: #1f4e9c; --on-blue: #fff; --good: #0e6b3c; --bad: #a4161a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf2; --soft: #a9b2bd; --paper: #14181e; --card: #1e242c;
  --line: #47505b; --blue: #8ab4f8; --on-blue: #10151b; --good: #7fd6a4; --bad: #ff9a94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 8vh auto; padding: 1.75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; }
h1 { margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.3; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
label { display: block; margin: 1.25rem 0 .4rem; font-weight: 600; }
.hint { color: var(--soft); font-size: .9rem; }
input[type=file] { width: 100%; padding: .9rem; border: 1px dashed var(--line); border-radius: 8px; color: inherit;
  font: inherit; }
button { margin-top: 1.25rem; padding: .65rem 1.4rem; border: 0; border-radius: 8px; background: var(--blue);
  color: var(--on-blue); font: inherit; font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: var(--blue); box-shadow: inset 0 0 0 1px var(--line); }
a { color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.done, .told, .problem { padding: .75rem 1rem; border-left: 4px solid; margin-bottom: 1rem; }
.done { border-color: var(--good); } .told { border-color: var(--blue); } .problem { border-color: var(--bad); }
.done p:last-child, .told p:last-child, .problem p:last-child { margin: 0; }
@media (max-width: 36rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** What the page may do: show itself in its own style, and send its form back to where it came from. */
export const uploadPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Prints the page; every word in it is escaped. */
export function printUploadPage({ title, says, result, form, links }: UploadPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Baton</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${result ? printResult(result) : ''}${says.map(printParagraph).join('')}${form ? printForm(form.limitBytes) : ''}${links.map(printLink).join('')}</main>
</body>
</html>
`;
}

function printResult({ kind, sentences }: NonNullable<UploadPage['result']>): string {
  const role = kind === 'problem' ? 'alert' : 'status';
  return `<div class="${kind}" role="${role}">${sentences.map(printParagraph).join('')}</div>\n`;
}

function printForm(limitBytes: number): string {
  return `<form method="post" enctype="multipart/form-data">
<label for="files">Files</label>
<input id="files" name="files" type="file" multiple required aria-describedby="limits">
<p class="hint" id="limits">At most ${mostUploads} files, ${sizeWords(limitBytes)} each.</p>
<p><button type="submit" name="for" value="customer">Send to the customer</button>
<button type="submit" name="for" value="agents" class="quiet">Save as an internal note</button></p>
</form>
`;
}

function printLink({ label, url }: UploadPage['links'][number]): string {
  return `<p><a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(label)}</a></p>\n`;
}

function printParagraph(sentence: string): string {
  return `<p>${escapeHtml(sentence)}</p>\n`;
}

/** Bytes as people say them. */
export function sizeWords(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes >= 1 ? `${Math.floor(mebibytes)} MB` : `${Math.floor(bytes / 1024)} KB`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
