// Alarms: what supervisors are called for.

/**
 * `wait`: somebody waits too long. `queue`: too many wait. `failures`: too many replies did not reach their customer.
 * `nobody`: customers wait and no agent is online.
 */
export type AlarmKind = 'wait' | 'queue' | 'failures' | 'nobody';
