// The settings the embedded server runs with: durable, small, and quiet when idle.

const ourSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // Only TCP: a socket's path has a length limit that deep project folders exceed.
  unix_socket_directories: '',
  shared_buffers: '64MB',
  max_connections: '60',
  wal_compression: 'on',
  // Nobody replicates from here, so nothing is written for it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  checkpoint_timeout: '15min',
  max_wal_size: '512MB',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

// The default keeps three extra processes for input and output that a database of this size never fills.
const since18: Readonly<Record<string, string>> = { io_method: 'sync' };

/** The command line of a launch: our settings, then the version's, then the caller's, which win. */
export function listArguments(launch: {
  binaries: { major: number };
  port: number;
  settings: Readonly<Record<string, string>>;
}): string[] {
  const all = {
    ...ourSettings,
    ...(launch.binaries.major >= 18 ? since18 : {}),
    ...launch.settings,
    port: String(launch.port),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
