// Proves how inputs are read, kept, checked and told to the desk.
import { describe, expect, it } from 'vitest';
import {
  findMissing,
  readInitial,
  readValue,
  toChoice,
  writeValue,
} from '../../../../playground/page/blocks/shape.js';

const option = { text: { type: 'plain_text', text: 'Billing' }, value: 'billing' };

describe('readInitial', () => {
  it('reads what an element starts with', () => {
    expect(readInitial({ type: 'plain_text_input', initial_value: 'a' })).toEqual({
      type: 'plain_text_input',
      value: 'a',
    });
    expect(readInitial({ type: 'static_select', initial_option: option })).toEqual({
      type: 'static_select',
      selected_option: option,
    });
    expect(readInitial({ type: 'users_select', initial_user: 'U1' })).toEqual({
      type: 'users_select',
      selected_user: 'U1',
    });
    expect(readInitial({ type: 'datepicker' })).toEqual({ type: 'datepicker' });
  });
});

describe('values', () => {
  it('hold what was entered, and else the initial value', () => {
    const element = { type: 'plain_text_input', action_id: 'a', initial_value: 'old' };
    const values = writeValue({}, 'b', 'a', { type: 'plain_text_input', value: 'new' });
    expect(readValue(values, 'b', element).value).toBe('new');
    expect(readValue(values, 'other', element).value).toBe('old');
    expect(writeValue(values, 'b', 'c', { value: 'x' })).toEqual({
      b: { a: { type: 'plain_text_input', value: 'new' }, c: { value: 'x' } },
    });
  });
});

describe('findMissing', () => {
  const input = (type: string, extra = {}) => ({
    type: 'input',
    block_id: 'b',
    element: { type, action_id: 'a' },
    ...extra,
  });
  it('asks for every empty input that is not optional', () => {
    expect(Object.keys(findMissing([input('plain_text_input')], {}))).toEqual(['b']);
    expect(
      Object.keys(
        findMissing([input('checkboxes')], { b: { a: { type: 'checkboxes', selected_options: [] } } }),
      ),
    ).toEqual(['b']);
    expect(findMissing([input('plain_text_input', { optional: true })], {})).toEqual({});
    expect(
      findMissing([input('static_select')], { b: { a: { type: 'static_select', selected_option: option } } }),
    ).toEqual({});
    expect(findMissing([{ type: 'section' }], {})).toEqual({});
  });
});

describe('toChoice', () => {
  it('names the choice as the desk expects it, and nothing for a button', () => {
    expect(toChoice({ type: 'button' })).toEqual({});
    expect(toChoice({ type: 'static_select', selected_option: option })).toEqual({ selectedOption: option });
    expect(toChoice({ type: 'users_select', selected_user: 'U1' })).toEqual({ selectedUser: 'U1' });
    expect(toChoice({ type: 'datepicker', selected_date: '2026-11-22' })).toEqual({
      selectedDate: '2026-11-22',
    });
  });
});
