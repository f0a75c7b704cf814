// SQL fragments that read a message or a note together with what its reader sees of its author, as one JSON value.

const attachmentsOf = (owner: string, column: string) => `(
  select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'sizeBytes', f.size_bytes, 'storageKey', f.storage_key) order by f.created_at, f.id)
  from attachment f where f.organization_id = ${owner}.organization_id and f.${column} = ${owner}.id)`;

/** JSON of a `JoinedMessageRow`; needs `m` and the joins of `messageJoins`. */
export const messageJson = `jsonb_build_object(
  'organizationId', m.organization_id, 'id', m.id, 'conversationId', m.conversation_id, 'sequence', m.sequence,
  'author', m.author, 'agentId', m.agent_id, 'kind', m.kind, 'text', m.text, 'markup', m.markup, 'details', m.details, 'epoch', m.epoch,
  'externalId', m.external_id, 'createdAt', m.created_at, 'editedAt', m.edited_at, 'deletedAt', m.deleted_at,
  'contactId', mc.id, 'contactName', mc.name, 'contactEmail', mc.email, 'contactPhone', mc.phone, 'contactPicture', mc.picture_url,
  'chatbotName', mb.name, 'chatbotPicture', mb.picture_url, 'agentName', ma.name, 'agentPicture', ma.picture_url,
  'attachments', ${attachmentsOf('m', 'message_id')})`;

/** Joins from conversation `c` (and message `m`) to the people whose names a message carries. */
export const messageJoins = `
  join contact mc on mc.organization_id = c.organization_id and mc.id = c.contact_id
  join chatbot mb on mb.organization_id = c.organization_id and mb.id = c.chatbot_id
  left join agent ma on ma.organization_id = m.organization_id and ma.id = m.agent_id`;

/** JSON of a `JoinedNoteRow`; needs `n` and its author as `na`. */
export const noteJson = `jsonb_build_object(
  'organizationId', n.organization_id, 'id', n.id, 'conversationId', n.conversation_id, 'sequence', n.sequence,
  'agentId', n.agent_id, 'agentName', na.name, 'text', n.text, 'markup', n.markup, 'createdAt', n.created_at,
  'attachments', ${attachmentsOf('n', 'note_id')})`;
