// The command that writes with a template: choose one, fill it in, send it; also while the reply window is closed.

import { mayReply } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import {
  countVariables,
  type MessageTemplate,
  readVariables,
  splitValues,
  type TemplateValues,
} from '../../core/template.js';
import { sendTemplate } from '../../routing/verbs/send-template.js';
import type { ConversationView } from '../../store/desk-views.js';
import {
  fieldOf,
  fillTemplateCard,
  fillTemplateForm,
  pickTemplateCard,
  pickTemplateForm,
  templateKey,
} from '../cards/template.js';
import type { Invocation } from '../invocation.js';
import { findTarget } from '../thread.js';
import { confirmDone, showCard, showNotice, viewOf } from './answers.js';
import { readTarget } from './arguments.js';
import { type Answer, defineCommand } from './command.js';

const usage = 'template [#1042] [name [value | value]]';
const pick = { command: 'template', label: 'Templates' };

/** What was asked for: the template, and its values once they are given. */
interface Chosen {
  readonly template: MessageTemplate;
  readonly values: TemplateValues | null;
}

/** By its key, or by its name: then in the customer's language where there are several. */
function findTemplate(
  templates: readonly MessageTemplate[],
  wanted: string,
  locale: string | null,
): MessageTemplate {
  const word = wanted.toLowerCase();
  const exact = templates.find((one) => templateKey(one).toLowerCase() === word);
  const named = templates.filter((one) => one.name.toLowerCase() === word);
  const language = locale?.slice(0, 2).toLowerCase();
  const theirs = named.find((one) => one.language.slice(0, 2).toLowerCase() === language);
  const found = exact ?? theirs ?? named[0];
  if (!found) throw new Refusal('unknown-template', { name: wanted.slice(0, 60) }, [pick]);
  return found;
}

function fromFields(template: MessageTemplate, fields: Invocation['values']): TemplateValues {
  const read = (part: 'header' | 'body', text: string | null) =>
    readVariables(text).map((_, place) => fields[fieldOf(part, place)] ?? '');
  return { header: read('header', template.header), body: read('body', template.body) };
}

/** Reads the dialog's fields, a button's key, or `name value | value`; null when nothing was chosen yet. */
function readChosen(
  { via, values }: Invocation,
  rest: string,
  find: (wanted: string) => MessageTemplate,
): Chosen | null {
  if (via === 'form') {
    if (values.template !== undefined) return { template: find(values.template), values: null };
    const template = find(rest);
    return { template, values: fromFields(template, values) };
  }
  if (rest === '') return null;
  const confirmed = via === 'button' ? /^send\s+(?=\S)/u.exec(rest) : null;
  const [, word = '', text = ''] = /^(\S+)\s*([\s\S]*)$/u.exec(rest.slice(confirmed?.[0].length ?? 0)) ?? [];
  const template = find(word);
  if (text !== '') return { template, values: splitValues(template, text.split('|')) };
  const isReady = countVariables(template) === 0 && (via !== 'button' || confirmed !== null);
  return { template, values: isReady ? { header: [], body: [] } : null };
}

/** The next step, as a dialog where the gesture can open one. */
function askFor(
  { mouth }: Invocation,
  view: ConversationView,
  templates: readonly MessageTemplate[],
  template: MessageTemplate | null,
): Answer {
  if (mouth.openForm) {
    const form = template ? fillTemplateForm(view, template) : pickTemplateForm(view, templates);
    return { show: 'form', form, hint: `Write “${usage}”.` };
  }
  return showCard(template ? fillTemplateCard(view, template) : pickTemplateCard(view, templates));
}

export const template = defineCommand({
  name: 'template',
  usage,
  summary: 'Write with a template, also when the reply window is closed',
  permission: 'work',
  field: 'template',
  parse: readTarget,
  async run(context, { reference, rest }) {
    const { house, agent, invocation } = context;
    const target = await findTarget(house.routing.store, agent, invocation, reference);
    const view = await viewOf(context, target);
    // Told before anything is chosen or filled in; the verb decides again under lock.
    mayReply({ conversation: target, agent, ownerName: view.owner?.name ?? null });
    const shelf = house.templates;
    if (!shelf?.has(view.channelKind)) throw new Refusal('channel-cannot', { what: 'take templates' });
    const templates = await shelf.of(target);
    if (templates.length === 0)
      return showNotice(
        'There is no approved template for this channel.',
        'An admin adds them at the platform.',
      );
    const find = (wanted: string) => findTemplate(templates, wanted, view.contact.locale);
    const chosen = readChosen(invocation, rest, find);
    if (!chosen?.values) return askFor(invocation, view, templates, chosen?.template ?? null);
    await sendTemplate(
      house.routing,
      { agent, conversationId: target.id, template: chosen.template, values: chosen.values },
      { hasTemplates: (kind) => shelf.has(kind) },
    );
    return confirmDone(context, target, `was sent the template ${chosen.template.name}`);
  },
});
