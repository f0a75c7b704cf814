// The templates the demo company has registered, listed page by page, and how a send is checked against them.
import { GraphError } from '../graph-error.js';
import type { Choice } from '../records.js';

interface Component {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  readonly format?: 'TEXT';
  readonly text?: string;
  readonly buttons?: readonly { readonly type: string; readonly text: string; readonly url?: string }[];
}

interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: 'APPROVED' | 'REJECTED';
  readonly category: string;
  readonly parameter_format: 'POSITIONAL' | 'NAMED';
  readonly components: readonly Component[];
}

const templates: readonly Template[] = [
  {
    id: '8800000000000001',
    name: 'reopen_chat',
    language: 'en_GB',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Hello {{1}}, we have an answer to your question. Shall we go on?' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes, go on' }] },
    ],
  },
  {
    id: '8800000000000002',
    name: 'order_update',
    language: 'en_GB',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hello {{1}}, your order is *{{2}}*.' },
      { type: 'FOOTER', text: 'Acme, Harbour Street' },
    ],
  },
  {
    id: '8800000000000003',
    name: 'appointment_reminder',
    language: 'de',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Guten Tag {{first_name}}, wir sehen uns am {{day}}.' }],
  },
  {
    id: '8800000000000004',
    name: 'spring_sale',
    language: 'en_GB',
    status: 'REJECTED',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Everything must go!' }],
  },
];

const mostPerPage = 2;

/** `GET /{waba}/message_templates`: at most two a page, so that whoever forgets to turn it is found out. */
export const listTemplates = (query: URLSearchParams, pageUrl: string): object => {
  const status = query.get('status');
  const name = query.get('name');
  const wanted = templates.filter(
    (one) => (status === null || one.status === status.toUpperCase()) && (name === null || one.name === name),
  );
  const start = Number(Buffer.from(query.get('after') ?? '', 'base64url').toString() || 0);
  const size = Math.min(Number(query.get('limit') ?? 25) || 25, mostPerPage);
  const data = wanted.slice(start, start + size);
  const cursor = (at: number): string => Buffer.from(String(at)).toString('base64url');
  const after = cursor(start + data.length);
  const next = new URLSearchParams(query);
  next.set('after', after);
  return {
    data,
    paging: {
      cursors: { before: cursor(start), after },
      ...(start + data.length < wanted.length ? { next: `${pageUrl}?${next}` } : {}),
    },
  };
};

export interface TemplateSend {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?:
    | readonly {
        readonly type: string;
        readonly parameters?: readonly Parameter[] | undefined;
      }[]
    | undefined;
}

interface Parameter {
  readonly type: string;
  readonly text?: string | undefined;
  readonly parameter_name?: string | undefined;
}

/** The template with its values in place. Throws GraphError 132001, 132000 or 132018. */
export const fillTemplate = (
  send: TemplateSend,
): { text: string; header?: string; footer?: string; buttons?: Choice[] } => {
  const template = templates.find(
    (one) => one.name === send.name && one.language === send.language.code && one.status === 'APPROVED',
  );
  if (!template) {
    const details = `template name (${send.name}) does not exist in ${send.language.code}`;
    throw new GraphError(
      { code: 132001, status: 404, details },
      'Template name does not exist in the translation',
    );
  }
  const fill = (type: Component['type']): string | undefined => {
    const text = template.components.find((one) => one.type === type)?.text;
    const given = send.components?.find((one) => one.type.toUpperCase() === type)?.parameters ?? [];
    return text === undefined ? undefined : fillText(text, given);
  };
  const header = fill('HEADER');
  const footer = fill('FOOTER');
  const buttons = template.components.find((one) => one.type === 'BUTTONS')?.buttons;
  return {
    text: fill('BODY') ?? '',
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
    ...(buttons === undefined ? {} : { buttons: buttons.map(({ text }) => ({ id: text, title: text })) }),
  };
};

const fillText = (text: string, given: readonly Parameter[]): string => {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  if (names.length !== given.length) {
    const details = `body: number of parameters (${given.length}) does not match the expected number (${names.length})`;
    throw new GraphError({ code: 132000, details }, 'Number of parameters does not match');
  }
  return names.reduce((filled, name, index) => {
    const value = /^\d+$/.test(name) ? given[index] : given.find((one) => one.parameter_name === name);
    if (!value?.text || /[\n\t]| {5}/.test(value.text))
      throw new GraphError(
        { code: 132018, details: `The value of ${name} is not allowed.` },
        'Template parameters invalid',
      );
    return filled.replace(`{{${name}}}`, value.text);
  }, text);
};
