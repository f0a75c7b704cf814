// Small building stones for saying what a Block Kit object may hold; each writes down what is wrong and where.
import { isRecord } from '../wire/http.js';
import type { Json } from './records.js';

/** Collects sentences like `must be less than 76 characters [json-pointer:/blocks/0/…]`. */
export type Rule = (value: unknown, pointer: string, problems: string[]) => void;

export const report = (problems: string[], what: string, pointer: string): void => {
  problems.push(`${what} [json-pointer:${pointer}]`);
};

/** Text of `least` to `most` characters. */
export const string =
  (most: number, least = 1): Rule =>
  (value, pointer, problems) => {
    if (typeof value !== 'string') return report(problems, 'must provide a string', pointer);
    if (value.length < least) report(problems, `must be more than ${least - 1} characters`, pointer);
    if (value.length > most) report(problems, `must be less than ${most + 1} characters`, pointer);
  };

export const boolean: Rule = (value, pointer, problems) => {
  if (typeof value !== 'boolean') report(problems, 'must be a boolean', pointer);
};

export const integer =
  (least: number, most: number): Rule =>
  (value, pointer, problems) => {
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
      report(problems, `must be an integer from ${least} to ${most}`, pointer);
    }
  };

export const anything: Rule = () => undefined;

export const choice =
  (...allowed: readonly string[]): Rule =>
  (value, pointer, problems) => {
    if (!allowed.includes(String(value))) report(problems, `must be one of ${allowed.join(', ')}`, pointer);
  };

export const list =
  (item: Rule, most: number, least = 1): Rule =>
  (value, pointer, problems) => {
    if (!Array.isArray(value)) return report(problems, 'must be an array', pointer);
    if (value.length < least) report(problems, `no less than ${least} items allowed`, pointer);
    if (value.length > most) report(problems, `no more than ${most} items allowed`, pointer);
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, problems);
  };

/** An object with these members and no others (`type` is always allowed). */
export const object =
  (required: Readonly<Record<string, Rule>>, optional: Readonly<Record<string, Rule>> = {}): Rule =>
  (value, pointer, problems) => {
    if (!isRecord(value)) return report(problems, 'must be an object', pointer);
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(problems, `missing required field: ${name}`, pointer);
    }
    for (const [name, member] of Object.entries(value)) {
      const rule = required[name] ?? optional[name];
      if (rule) rule(member, `${pointer}/${name}`, problems);
      else if (name !== 'type') report(problems, `invalid additional property: ${name}`, pointer);
    }
  };

/** Picks the rule by the object's `type`. */
export const byType =
  (rules: () => Readonly<Record<string, Rule>>): Rule =>
  (value, pointer, problems) => {
    const type = isRecord(value) ? value.type : undefined;
    if (type === undefined) return report(problems, 'missing required field: type', pointer);
    const rule = rules()[String(type)];
    if (rule) rule(value, pointer, problems);
    else report(problems, `unsupported type: ${String(type)}`, pointer);
  };

/** Several rules for one value. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, pointer, problems) => {
    for (const rule of rules) rule(value, pointer, problems);
  };

/** A rule over the whole object once its members were looked at. */
export const where =
  (isFine: (value: Json) => boolean, what: string): Rule =>
  (value, pointer, problems) => {
    if (isRecord(value) && !isFine(value)) report(problems, what, pointer);
  };

const textMembers = (most: number): Readonly<Record<string, Rule>> => ({ text: string(most) });

export const plainText = (most: number): Rule =>
  all(
    object(textMembers(most), { emoji: boolean }),
    where((value) => value.type === 'plain_text', 'must be a plain_text object'),
  );

export const anyText = (most: number): Rule =>
  byType(() => ({
    plain_text: object(textMembers(most), { emoji: boolean }),
    mrkdwn: object(textMembers(most), { verbatim: boolean }),
  }));
