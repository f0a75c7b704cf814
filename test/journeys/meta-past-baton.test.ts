// Who answers past Baton, who has no number, what comes in one batch, and files that are gone.

import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectDiscreetLog } from '../support/log-scan.js';
import { chatOf, showsUp, takeOverPhone, withEachPhone, wordsOn, writeFrom } from '../support/meta-scenes.js';

withEachPhone('past Baton', {}, (house, channel) => {
  it(`${channel}: an answer from the platform's own app is shown, and the assistant keeps quiet (B19)`, async () => {
    const phone = await writeFrom(house(), channel, 'Is the blue one in stock?');
    await phone.answerFromApp('Yes, I put one aside.');
    const id = await chatOf(house(), phone);
    await house().becomes(id, 'pending');
    const thread = await house().threadOf(id);
    await house().posted(thread, 'Yes, I put one aside.');
    const before = house().assistant.asked.length;
    await phone.write('Great, thank you!');
    await house().posted(thread, 'Great, thank you!');
    await house().settled();
    expect(house().assistant.asked.length).toBe(before);
    expect(wordsOn(phone)).not.toContain('You said: Great, thank you!');
    const rows = await house().query<{ author: string; text: string }>(
      `select author, text from message where conversation_id = $1 and author = 'colleague'`,
      [id],
    );
    expect(rows).toEqual([{ author: 'colleague', text: 'Yes, I put one aside.' }]);
  });

  it(`${channel}: a batch of everything ends as the same things one by one (A20)`, async () => {
    const { phone, id, thread, agent } = await takeOverPhone(house(), channel);
    await agent.types(thread, 'Which one?');
    const asked = await showsUp(phone, 'Which one?');
    const other = house().phone(channel);
    const statuses = await house().meta.gather(async () => {
      const first = await phone.write('the green one');
      await phone.edit(first.id, 'the blue one');
      await phone.react(asked.id, '👍');
      await phone.sendImage(channel === 'whatsapp' ? 'this one' : '');
      await other.write('Hello from somebody else');
      await phone.write('and that was all');
    });
    expect(statuses).toEqual([200]);
    await house().posted(thread, 'and that was all');
    await showsUp(other, 'You said: Hello from somebody else');
    await house().settled();
    const rows = await house().query<{ kind: string; text: string; edited: boolean; files: string }>(
      `select m.kind, m.text, m.edited_at is not null as edited,
         (select count(*) from attachment a where a.message_id = m.id) as files
       from message m where m.conversation_id = $1 and m.author = 'contact' order by m.sequence`,
      [id],
    );
    expect(rows.slice(-3)).toEqual([
      { kind: 'text', text: 'the blue one', edited: true, files: '0' },
      { kind: 'image', text: channel === 'whatsapp' ? 'this one' : '', edited: false, files: '1' },
      { kind: 'text', text: 'and that was all', edited: false, files: '0' },
    ]);
    const reactions = await house().query(
      `select r.emoji from reaction r join message m on m.id = r.message_id where m.conversation_id = $1`,
      [id],
    );
    expect(reactions).toEqual([{ emoji: '👍' }]);
  });

  it(`${channel}: a file whose address has run out is shown as gone, its words are not held up (A19)`, async () => {
    const { phone, thread } = await takeOverPhone(house(), channel);
    house().meta.faults.add({ kind: 'media_expired', channel });
    await phone.sendImage('');
    await phone.write('Did you get it?');
    await house().posted(thread, 'Did you get it?');
    await eventually('the thread says that the file is gone', () =>
      house()
        .thread(thread)
        .some((one) => one.text.includes('could not be fetched')),
    );
    const files = house()
      .thread(thread)
      .flatMap((one) => one.files);
    expect(files).toEqual([]);
  });

  it(`${channel}: a file that would lead inside our own network is never asked for there`, async () => {
    let callers = 0;
    const inside = createTcpServer((socket) => {
      callers += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { phone, thread } = await takeOverPhone(house(), channel);
    const near = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/latest/meta-data/`;
    house().meta.faults.add({ kind: 'media_redirect', channel, to: near, times: 1 });
    // Then where clouds keep their machines' secrets.
    house().meta.faults.add({ kind: 'media_redirect', channel, to: 'http://169.254.169.254/latest/' });
    await phone.sendImage('');
    await phone.sendImage('');
    const lost = () =>
      house()
        .thread(thread)
        .filter((one) => one.text.includes('could not be fetched'));
    await eventually('the thread says that neither file was fetched', () => lost().length === 2);
    expect(callers).toBe(0);
    expect(JSON.stringify(house().thread(thread))).not.toContain('169.254');
    await new Promise((resolve) => inside.close(resolve));
  });

  it(`${channel}: leaves no words, secrets or numbers in the log`, () => expectDiscreetLog(house()));
});

withEachPhone(
  'without a number',
  {},
  (house, channel) => {
    it('writes, is answered and replied to by an id alone', async () => {
      const { phone, id, thread, agent } = await takeOverPhone(house(), channel, {
        waId: null,
        username: 'jonas.w',
      });
      expect(phone.address).toMatch(/^GB\./);
      await agent.types(thread, 'Hello Jonas.');
      const shown = await showsUp(phone, 'Hello Jonas.');
      await eventually('it was read', () => phone.customer.lines.get(shown.id)?.status === 'read');
      const [contact] = await house().query(
        'select c.phone from contact c join conversation v on v.contact_id = c.id where v.id = $1',
        [id],
      );
      expect(contact).toEqual({ phone: null });
    });
  },
  ['whatsapp'],
);
