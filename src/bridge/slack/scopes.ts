// The rights the app asks for; the manifest names the same ones, with their reasons.

export const botScopes: readonly string[] = [
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:history',
  'im:write',
  'reactions:read',
  'reactions:write',
  'users:read',
];
