// The message templates of a WhatsApp account: listed for the picker, and written with their values for a send.

import type { ChannelAccount } from '../../core/chatbot.js';
import { Failure } from '../../core/errors.js';
import type { MessageDetails } from '../../core/message.js';
import type { Template } from '../channel.js';
import type { Graph } from '../meta/graph.js';
import { type Raw, readId, readList, readObject, readText } from '../meta/untrusted.js';
import { readWhatsAppDoor, type WhatsAppDoor } from './door.js';
import { explainWhatsAppError } from './errors.js';
import type { WireTemplate } from './wire.js';

export interface Templates {
  /** The approved templates that can be filled in with words alone, by name. Throws Failure. */
  list(account: ChannelAccount): Promise<readonly Template[]>;
  /** The template as it is sent. Throws Failure `content` when there is none. */
  write(door: WhatsAppDoor, chosen: MessageDetails['template']): Promise<WireTemplate>;
}

const keptMs = 5 * 60_000;
const perPage = 100;
const mostPages = 30;
const mostKept = 1_000;
const fields = 'name,language,status,category,components';

interface Kept {
  readonly until: number;
  readonly templates: Promise<readonly Template[]>;
}

/** Creates the list of every account's templates, each asked for at most once in five minutes. */
export function createTemplates(graph: Pick<Graph, 'get'>, now: () => number): Templates {
  const kept = new Map<string, Kept>();
  const load = async (door: WhatsAppDoor): Promise<readonly Template[]> => {
    const { wabaId } = door.settings;
    if (wabaId === undefined)
      throw new Failure(
        'Templates cannot be listed: an admin has to add the WhatsApp Business Account’s id (wabaId) to this number in baton.yaml.',
        { class: 'content', code: 'no-waba' },
      );
    const known = kept.get(wabaId);
    if (known && known.until > now()) return known.templates;
    const templates = loadAll(graph, door, wabaId);
    if (kept.size >= mostKept) kept.clear();
    kept.set(wabaId, { until: now() + keptMs, templates });
    // What failed is asked for again at once.
    templates.catch(() => kept.delete(wabaId));
    return templates;
  };
  return {
    async list(account) {
      try {
        return await load(readWhatsAppDoor(account));
      } catch (error) {
        throw explainWhatsAppError(error);
      }
    },
    async write(door, chosen) {
      if (!chosen) throw new Failure('No template was chosen.', { class: 'content', code: 'no-template' });
      // Only the list knows the names of named values; without it they go by their order.
      const listed = await load(door).catch((): readonly Template[] => []);
      const template = listed.find(
        ({ name, language }) => name === chosen.name && language === chosen.language,
      );
      const components = [
        ...writeComponent('header', chosen.header, template?.header),
        ...writeComponent('body', chosen.body, template?.body),
      ];
      return {
        name: chosen.name,
        language: { code: chosen.language },
        ...(components.length > 0 ? { components } : {}),
      };
    },
  };
}

type Components = NonNullable<WireTemplate['components']>;

function writeComponent(
  type: 'header' | 'body',
  values: readonly string[],
  text: string | null | undefined,
): Components {
  if (values.length === 0) return [];
  const names = variablesOf(text ?? '').filter((name) => !/^\d+$/.test(name));
  const parameters = values.map((value, index) => {
    const name = names[index];
    // Line ends, tabs and long gaps are refused in values.
    const words = value.replace(/\s+/g, ' ').trim();
    return { type: 'text' as const, ...(name === undefined ? {} : { parameter_name: name }), text: words };
  });
  return [{ type, parameters }];
}

/** The variables of a template's text, each once, in their order. */
function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(([, name = '']) => name))];
}

async function loadAll(
  graph: Pick<Graph, 'get'>,
  { auth }: WhatsAppDoor,
  wabaId: string,
): Promise<readonly Template[]> {
  const found: Template[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { fields, status: 'APPROVED', limit: perPage, ...(after === null ? {} : { after }) };
    const answer = readObject(await graph.get(`/${wabaId}/message_templates`, auth, query));
    for (const one of readList(answer.data)) {
      const template = readTemplate(readObject(one));
      if (template) found.push(template);
    }
    const { cursors, next } = readObject(answer.paging);
    after = readId(readObject(cursors).after);
    if (after === null || next === undefined) break;
  }
  return found.sort((a, b) => (a.name + a.language < b.name + b.language ? -1 : 1));
}

/** A template that words alone can fill in; null for those that need a file, a code or an address with a variable. */
function readTemplate({ name, language, status, category, components }: Raw): Template | null {
  const id = readId(name);
  const code = readId(language);
  const known = new Map(
    readList(components).map((one): [unknown, Raw] => [readObject(one).type, readObject(one)]),
  );
  const header = known.get('HEADER');
  const body = readWords(known.get('BODY'));
  const buttons = readList(known.get('BUTTONS')?.buttons).map(readObject);
  const needsMore =
    (header !== undefined && header.format !== 'TEXT') ||
    category === 'AUTHENTICATION' ||
    [...known.keys()].some((type) => type === 'CAROUSEL' || type === 'LIMITED_TIME_OFFER') ||
    buttons.some(({ type, url }) => wantsValue(type, url));
  const isApproved = status === undefined || status === 'APPROVED';
  if (id === null || code === null || body === null || needsMore || !isApproved) return null;
  return {
    name: id,
    language: code,
    category: readId(category) ?? '',
    header: readWords(header),
    body,
    footer: readWords(known.get('FOOTER')),
    buttons: buttons.flatMap((button) => readWords(button) ?? []),
  };
}

function readWords(component: Raw | undefined): string | null {
  const words = readText(component?.text);
  return words === '' ? null : words;
}

function wantsValue(type: unknown, url: unknown): boolean {
  if (type === 'URL') return typeof url === 'string' && url.includes('{{');
  return type !== 'QUICK_REPLY' && type !== 'PHONE_NUMBER';
}
