// Proves what select menus offer and what a choice becomes.
import { describe, expect, it } from 'vitest';
import { listFixed, pickOptions, readPicked } from '../../../../playground/page/blocks/select-options.js';

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
const lists = { people: [{ id: 'U1', name: 'Kim' }], places: [{ id: 'C1', name: '#support' }] };
const names = (options: { text: { text: string } }[]) => options.map(({ text }) => text.text);

describe('listFixed', () => {
  it('offers options, groups, people and places', () => {
    expect(names(listFixed({ type: 'static_select', options: [option('a')] }, lists))).toEqual(['a']);
    const group = { label: { type: 'plain_text', text: 'g' }, options: [option('b')] };
    expect(names(listFixed({ type: 'multi_static_select', option_groups: [group] }, lists))).toEqual(['b']);
    expect(names(listFixed({ type: 'users_select' }, lists))).toEqual(['Kim']);
    expect(names(listFixed({ type: 'conversations_select' }, lists))).toEqual(['#support']);
  });
});

describe('pickOptions', () => {
  it('makes the value each kind of select reports', () => {
    expect(pickOptions('static_select', [], option('a'))).toEqual({
      type: 'static_select',
      selected_option: option('a'),
    });
    expect(pickOptions('users_select', [], option('U1'))).toEqual({
      type: 'users_select',
      selected_user: 'U1',
    });
  });
  it('adds and takes back where several may be chosen', () => {
    const one = pickOptions('multi_static_select', [], option('a'));
    expect(one.selected_options).toEqual([option('a')]);
    expect(pickOptions('multi_static_select', [option('a')], option('a')).selected_options).toEqual([]);
    expect(pickOptions('multi_users_select', [option('U1')], option('U2')).selected_users).toEqual([
      'U1',
      'U2',
    ]);
  });
});

describe('readPicked', () => {
  it('shows people by name, and unknown ids as they are', () => {
    expect(names(readPicked({ selected_users: ['U1', 'U9'] }, lists))).toEqual(['Kim', 'U9']);
    expect(readPicked({ type: 'static_select' }, lists)).toEqual([]);
  });
});
