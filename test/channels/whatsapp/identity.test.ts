// Who a customer on WhatsApp is, under every name they can come back with.

import { describe, expect, it } from 'vitest';
import { readPerson } from '../../../src/channels/whatsapp/identity.js';
import { readWhatsApp } from '../../../src/channels/whatsapp/parse.js';
import { account, arrivedAt, readFixture, userId } from '../../support/whatsapp-bodies.js';

describe('a customer', () => {
  it('is answered at the number as it came, and known by its other spellings', () => {
    expect(readPerson({ phone: '551187654321' }, [])).toStrictEqual({
      address: '551187654321',
      aliases: ['551187654321', '5511987654321'],
      facts: { phone: '+551187654321' },
    });
  });

  it('is known by the business-scoped id first', () => {
    const person = readPerson({ phone: '5215512345678', userId: 'MX.1', parentId: 'MX.ENT.2' }, []);
    expect(person?.address).toBe('5215512345678');
    expect(person?.aliases).toStrictEqual(['MX.1', 'MX.ENT.2', '5215512345678', '525512345678']);
  });

  it('without a number is a customer all the same', () => {
    for (const phone of ['', undefined])
      expect(readPerson({ phone, userId: 'DE.9081' }, [])).toStrictEqual({
        address: 'DE.9081',
        aliases: ['DE.9081'],
      });
  });

  it('is found among the others by name and never by place', () => {
    const contacts = [
      { wa_id: '447700900200', profile: { name: 'Bo' } },
      { user_id: 'GB.1', profile: { name: 'Amara' }, wa_id: '447700900123' },
    ];
    expect(readPerson({ userId: 'GB.1' }, contacts)).toStrictEqual({
      address: '447700900123',
      aliases: ['GB.1', '447700900123'],
      facts: { name: 'Amara', phone: '+447700900123' },
    });
    expect(readPerson({ phone: '447700900200' }, contacts)?.facts?.name).toBe('Bo');
    expect(readPerson({ phone: '447700900300' }, contacts)?.facts?.name).toBeUndefined();
  });

  it('may write the number with its plus', () => {
    expect(readPerson({ phone: '+447700900123' }, [])).toStrictEqual({
      address: '447700900123',
      aliases: ['447700900123'],
      facts: { phone: '+447700900123' },
    });
  });

  it('is nobody without any name, and a number that JSON may have rounded is no name', () => {
    expect(readPerson({}, [])).toBeNull();
    expect(readPerson({ phone: 447700900123, userId: 12 }, [{ wa_id: '447700900123' }])).toBeNull();
  });
});

describe('a change of identity', () => {
  it('is a new number for a known one', () => {
    expect(readFixture('identity-number').items).toStrictEqual([
      {
        account,
        inbound: {
          address: '447700900999',
          aliases: ['447700900999', '447700900123'],
          facts: { phone: '+447700900999' },
          type: 'identity',
          formerly: '447700900123',
        },
      },
    ]);
  });

  it.each(['identity-user-id', 'identity-update'])(
    'is a new business-scoped id for a known one: %s',
    (name) => {
      const [item, ...others] = readFixture(name).items;
      expect(others).toStrictEqual([]);
      expect(item?.inbound).toMatchObject({
        address: '447700900123',
        aliases: ['GB.555', '447700900123', userId],
        type: 'identity',
        formerly: userId,
      });
    },
  );

  it('goes by the number when the sender already has the new id', () => {
    const { items } = readSystem({ from: '447700900123', from_user_id: 'GB.555' });
    expect(items[0]?.inbound).toMatchObject({
      formerly: '447700900123',
      aliases: ['GB.555', '447700900123'],
    });
  });

  it('that does not say who it was is kept as a dead letter', () => {
    const { items, unreadable } = readSystem({ from_user_id: 'GB.555' });
    expect(items).toStrictEqual([]);
    expect(unreadable[0]?.why).toBe('the change of identity lacks the old or the new name');
  });
});

function readSystem(sender: Record<string, unknown>) {
  const message = {
    ...sender,
    id: 'wamid.1',
    type: 'system',
    system: { type: 'user_changed_user_id', user_id: 'GB.555' },
  };
  const value = { metadata: { phone_number_id: account }, messages: [message] };
  const body = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] };
  return readWhatsApp(body, arrivedAt);
}
