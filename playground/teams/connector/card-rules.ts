// Finds what Teams would refuse in an Adaptive Card: its version, unknown elements and actions, missing parts.
import { isRecord } from '../../wire/http.js';

/** What is wrong with a card, with the path to it; null when it is fine. */
export const findCardFault = (card: unknown): string | null => {
  if (!isRecord(card) || card.type !== 'AdaptiveCard') return 'it is no AdaptiveCard';
  const [major = 0, minor = 0] = String(card.version).split('.').map(Number);
  if (!(major === 1 && minor >= 0 && minor <= 5)) return `version ${String(card.version)} is not supported`;
  const inputs = new Set<string>();
  return findPartFault(card, 'card', inputs);
};

/** By element or action: the members it cannot be without. */
const needs: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: [],
  TextBlock: ['text'],
  RichTextBlock: ['inlines'],
  TextRun: ['text'],
  Image: ['url'],
  ImageSet: ['images'],
  Media: ['sources'],
  Container: ['items'],
  ColumnSet: [],
  Column: [],
  FactSet: ['facts'],
  ActionSet: ['actions'],
  Table: [],
  TableRow: [],
  TableCell: ['items'],
  'Input.Text': ['id'],
  'Input.Number': ['id'],
  'Input.Date': ['id'],
  'Input.Time': ['id'],
  'Input.Toggle': ['id', 'title'],
  'Input.ChoiceSet': ['id'],
  'Action.Execute': [],
  'Action.Submit': [],
  'Action.OpenUrl': ['url'],
  'Action.ShowCard': ['card'],
  'Action.ToggleVisibility': ['targetElements'],
};

/** Where parts hold parts. */
const inside = ['body', 'items', 'columns', 'rows', 'cells', 'actions', 'inlines', 'images'];
const single = ['card', 'selectAction'];

const findPartFault = (part: unknown, path: string, inputs: Set<string>): string | null => {
  if (!isRecord(part)) return `${path} is no object`;
  const type = typeof part.type === 'string' ? part.type : defaultType(path);
  const needed = needs[type];
  if (!needed) return `${path} has an unknown type “${type}”`;
  const missing = needed.find((member) => part[member] === undefined || part[member] === null);
  if (missing !== undefined) return `${path} (${type}) has no “${missing}”`;
  return (
    findOwnFault(part, type, path, inputs) ??
    findIn(part, path, inputs) ??
    (isRecord(part.fallback) ? findPartFault(part.fallback, `${path}.fallback`, new Set()) : null)
  );
};

const findIn = (part: Record<string, unknown>, path: string, inputs: Set<string>): string | null => {
  for (const member of inside) {
    const list = part[member];
    if (list === undefined) continue;
    if (!Array.isArray(list)) return `${path}.${member} is no list`;
    for (const [index, entry] of list.entries()) {
      if (member === 'inlines' && typeof entry === 'string') continue;
      const fault = findPartFault(entry, `${path}.${member}.${index}`, inputs);
      if (fault !== null) return fault;
    }
  }
  for (const member of single) {
    if (part[member] === undefined) continue;
    const fault = findPartFault(part[member], `${path}.${member}`, inputs);
    if (fault !== null) return fault;
  }
  return null;
};

/** Columns, rows and cells need not say what they are. */
const defaultType = (path: string): string =>
  ({ columns: 'Column', rows: 'TableRow', cells: 'TableCell', images: 'Image' })[
    path.split('.').at(-2) ?? ''
  ] ?? '';

const findOwnFault = (
  part: Record<string, unknown>,
  type: string,
  path: string,
  inputs: Set<string>,
): string | null => {
  if (type.startsWith('Input.')) {
    const id = String(part.id);
    if (inputs.has(id)) return `${path} repeats the id “${id}”`;
    inputs.add(id);
  }
  if (type === 'TextBlock' && typeof part.text !== 'string') return `${path} has a text that is none`;
  if (type.startsWith('Action.') && type !== 'Action.OpenUrl' && path.includes('.actions.')) {
    if (typeof part.title !== 'string' || part.title === '') return `${path} has no title`;
  }
  if (type === 'Action.OpenUrl' && !/^(https?|mailto|tel|msteams):/i.test(String(part.url)))
    return `${path} opens no address`;
  if (type === 'Input.ChoiceSet' && !isRecord(part['choices.data'])) {
    const choices = Array.isArray(part.choices) ? part.choices : [];
    const isFine = choices.every((choice) => isRecord(choice) && choice.title !== '' && choice.value !== '');
    if (!isFine) return `${path} has a choice without title or value`;
  }
  if (type === 'FactSet') {
    const facts = Array.isArray(part.facts) ? part.facts : [];
    if (!facts.every(isRecord)) return `${path} has a fact that is none`;
  }
  return null;
};
