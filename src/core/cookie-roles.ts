/** What a cookie can be for. */
export const cookieRoles = ['session', 'auth', 'refresh', 'remember', 'csrf', 'transaction', 'infrastructure', 'analytics', 'preference', 'other'] as const
export type RoleName = (typeof cookieRoles)[number]
