// WhatsApp's files by id: uploaded by the company, looked up, forgotten.
import { hashOf } from '../files.js';
import { wrongParameter } from '../graph-error.js';
import type { Medium, MetaAccount } from '../records.js';
import type { Errand, GraphCall, Rooms } from './call.js';
import { checkWhatsappFile, whatsappKind } from './media-rules.js';

/** `POST /{phone}/media`. */
export const uploadMedia = ({ world }: Rooms, account: MetaAccount, call: GraphCall): Errand => ({
  operation: 'upload',
  account,
  run: async () => {
    if (call.body.messaging_product !== 'whatsapp') throw wrongParameter('messaging_product is required.');
    const file = call.files.find((one) => one.field === 'file');
    if (!file) throw wrongParameter('file is required.');
    const type = typeof call.body.type === 'string' ? call.body.type : file.type;
    const kind = whatsappKind(type);
    await checkWhatsappFile(kind, { bytes: file.bytes, type });
    const { name, bytes } = file;
    return { id: world.addMedium({ account, kind, name, type, bytes, voice: false }).id };
  },
});

/** `GET /{media}` and `DELETE /{media}`. */
export const findMedia = ({ world, files }: Rooms, medium: Medium, call: GraphCall): Errand => ({
  operation: 'media',
  account: medium.account,
  run: () => {
    if (call.method === 'DELETE') return { success: world.media.delete(medium.id) };
    const asked = call.query.get('phone_number_id');
    if (asked !== null && asked !== medium.account.id)
      throw wrongParameter('The file belongs to another number.', 33);
    return {
      url: files.urlOf(medium),
      mime_type: medium.type,
      sha256: hashOf(medium, 'hex'),
      file_size: medium.bytes.length,
      id: medium.id,
      messaging_product: 'whatsapp',
    };
  },
});
