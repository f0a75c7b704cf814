// Message templates: what a company has registered with a platform, its variables, and how it reads once filled in.

/** A template as agents choose it; texts hold `{{1}}` or `{{name}}` where values go. */
export interface MessageTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

/** The values of a template's variables, in the order of `readVariables`. */
export interface TemplateValues {
  readonly header: readonly string[];
  readonly body: readonly string[];
}

const variable = /\{\{\s*([^{}\s]{1,60})\s*\}\}/gu;

/** The variables of a text, each once: numbered ones by their number, named ones as they first appear. */
export function readVariables(text: string | null): string[] {
  const names = [...new Set([...(text ?? '').matchAll(variable)].map((match) => match[1] ?? ''))];
  return names.every((name) => /^[0-9]+$/u.test(name))
    ? names.sort((one, other) => Number(one) - Number(other))
    : names;
}

/** How many values a template takes, header and body together. */
export function countVariables(template: Pick<MessageTemplate, 'header' | 'body'>): number {
  return readVariables(template.header).length + readVariables(template.body).length;
}

/** The text with its values; a variable without one stays as it is written. */
export function fillText(text: string, values: readonly string[]): string {
  const names = readVariables(text);
  return text.replace(variable, (whole, name: string) => values[names.indexOf(name)] ?? whole);
}

/** What the customer will read: header, body and footer, then the buttons' labels in brackets. */
export function previewTemplate(
  template: MessageTemplate,
  values: TemplateValues = { header: [], body: [] },
): string {
  const buttons = template.buttons.map((label) => `[${label}]`).join(' ');
  return [
    template.header === null ? '' : fillText(template.header, values.header),
    fillText(template.body, values.body),
    template.footer ?? '',
    buttons,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Platforms refuse line breaks, tabs and runs of blanks in a value: they become single blanks. */
export function tidyValue(value: string): string {
  return value.replace(/\s+/gu, ' ').trim();
}

/** Splits values given in one list, the header's first. */
export function splitValues(
  template: Pick<MessageTemplate, 'header' | 'body'>,
  values: readonly string[],
): TemplateValues {
  const inHeader = readVariables(template.header).length;
  return { header: values.slice(0, inHeader), body: values.slice(inHeader) };
}
