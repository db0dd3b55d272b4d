const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** How a duration may be written. */
export const durationForms = 'seconds, or a number with s, m, h, d or w: 60s, 15m, 1h, 7d'

/** `60`, `60s`, `15m`, `1h`, `7d`, `2w` → seconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})\s?([smhdw]?)$/.exec(text)
  return match ? Number(match[1]) * (secondsIn[match[2] ?? ''] ?? 1) : undefined
}
