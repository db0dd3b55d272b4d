/** What can happen in a recording that rules want to know of. */
export const eventNames = ['login', 'logout', 'refresh', 'password-change', 'role-change', 'step-up', 'mfa-change', 'action'] as const
export type EventName = (typeof eventNames)[number]
