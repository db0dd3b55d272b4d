// A recording as a sequence: each exchange in words, each credential as a lane from where it appears to where it ends.
import { rejections } from '../core/rejections.ts'
import { count, list } from '../core/text.ts'
import { formatDuration } from '../core/time.ts'
import type { FlowCookie, FlowCookieChange, FlowDetail, FlowPractice, FlowStep } from '../core/view.ts'
import { safe, wordsFor, type Tone } from './describe.ts'

/** What a lane shows at one exchange. */
export type LaneMark = 'before' | 'appears' | 'alive' | 'sent' | 'ends' | 'sent after its end' | 'over'

export interface PictureLine {
  readonly text: string
  readonly tone: Tone
}

export interface PictureRow {
  /** `#5`, or `#5 to #9` for exchanges in which the same is sent and nothing else happens. */
  readonly exchange: string
  /** `POST /login`, with the host where there are several. */
  readonly request: string
  readonly status: string
  /** `login`, `logout, role-change`. */
  readonly events: string
  readonly lines: readonly PictureLine[]
  /** One a lane. */
  readonly marks: readonly LaneMark[]
}

export interface Picture {
  /** Labels of the credentials that have a lane. */
  readonly lanes: readonly string[]
  readonly rows: readonly PictureRow[]
}

/** More do not fit beside each other. */
const mostLanes = 12

export function flowPicture(flow: FlowDetail): Picture {
  const labels = [...new Set(flow.steps.flatMap(({ sent, received, cookies }) => [...sent, ...cookies, ...received].flatMap(({ label }) => label ?? [])))]
  const lanes = labels.slice(0, mostLanes)
  const severalHosts = new Set(flow.steps.map(({ url }) => hostOf(url))).size > 1
  const state = new Map<string, LaneMark>(lanes.map((label) => [label, 'before']))
  const rows: PictureRow[] = []
  for (const run of runs(flow.steps)) {
    const [step] = run
    if (!step) continue
    const marks = marksOf(step, lanes, state)
    const last = run.at(-1) ?? step
    rows.push({
      exchange: run.length === 1 ? `#${step.number}` : `#${step.number} to #${last.number}`,
      request: run.length === 1 ? request(step, severalHosts) : count(run.length, 'exchange'),
      status: run.length === 1 ? String(step.status ?? '') : '',
      events: list(step.events.map((event) => event.replaceAll('-', ' '))),
      lines: [...sentLines(step), ...receivedLines(step), ...cookieLines(step.cookies)],
      marks,
    })
  }
  return { lanes, rows }
}

/** Exchanges that send the same and in which nothing else happens are one. */
function runs(steps: readonly FlowStep[]): readonly (readonly FlowStep[])[] {
  const found: FlowStep[][] = []
  for (const step of steps) {
    const before = found.at(-1)?.at(-1)
    if (before && isQuiet(step) && isQuiet(before) && JSON.stringify(step.sent) === JSON.stringify(before.sent) && (step.status ?? 0) < 400 && (before.status ?? 0) < 400) found.at(-1)?.push(step)
    else found.push([step])
  }
  // Two are as short as what would be said of them.
  return found.flatMap((run) => (run.length > 2 ? [run] : run.map((step) => [step])))
}

const isQuiet = ({ events, received, cookies, sent }: FlowStep): boolean => events.length + received.length + cookies.length === 0 && sent.every(({ ended }) => ended === undefined)

function marksOf({ sent, received, cookies }: FlowStep, lanes: readonly string[], state: Map<string, LaneMark>): readonly LaneMark[] {
  return lanes.map((label) => {
    const use = sent.find((one) => one.label === label)
    const isGiven = [...received, ...cookies].some((one) => one.label === label)
    const isTaken = cookies.some(({ before, label: now, did }) => before === label && now !== label && did !== 'rejected')
    const was = state.get(label) ?? 'before'
    const mark: LaneMark = isTaken ? 'ends' : use?.ended !== undefined ? 'sent after its end' : isGiven && (was === 'before' || was === 'over') ? 'appears' : use ? 'sent' : was
    state.set(label, mark === 'ends' || mark === 'sent after its end' ? 'over' : mark === 'appears' || mark === 'sent' ? 'alive' : mark)
    return mark
  })
}

const hostOf = (url: string | undefined): string => (url !== undefined && URL.canParse(url) ? new URL(url).host : '')

function request({ method, url }: FlowStep, withHost: boolean): string {
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined
  const where = parsed ? `${withHost ? parsed.host : ''}${parsed.pathname}${parsed.search}` : (url ?? '')
  return [method, where].filter(Boolean).map((part) => safe(part ?? '')).join(' ')
}

const placeWords: Readonly<Record<string, string>> = { url: ' in the URL', body: ' in the body' }

const sentLines = ({ sent }: FlowStep): readonly PictureLine[] =>
  sent.map(({ label, place, ended }) => ({
    text: `sends ${safe(label)}${placeWords[place] ?? ''}${ended === undefined ? '' : `, which ended in #${ended}`}`,
    tone: ended !== undefined || place === 'url' ? 'bad' : 'plain',
  }))

const receivedLines = ({ received }: FlowStep): readonly PictureLine[] => received.map(({ label, place }) => ({ text: `gets ${safe(label)}${placeWords[place] ?? ''}`, tone: place === 'url' ? 'bad' : 'good' }))

/** Roles whose cookies are named one by one. */
const told = new Set(['session', 'auth', 'refresh', 'remember', 'csrf'])

function cookieLines(cookies: readonly FlowCookieChange[]): readonly PictureLine[] {
  const others = cookies.filter(({ role, did }) => !told.has(role) && did !== 'rejected').length
  return [...cookies.filter(({ role, did }) => told.has(role) || did === 'rejected').map(cookieLine), ...(others > 0 ? [{ text: `gets ${count(others, 'other cookie')}`, tone: 'plain' as const }] : [])]
}

function cookieLine({ name, role, did, label, before, reasons = [] }: FlowCookieChange): PictureLine {
  const what = safe(label ?? `${role === 'csrf' ? 'CSRF cookie ' : ''}${name}`)
  const previous = safe(before ?? name)
  switch (did) {
    case 'set':
      return { text: `gets ${what}`, tone: 'good' }
    case 'replaced':
      return { text: `gets ${what} in place of ${previous}`, tone: 'good' }
    case 'renewed':
      return { text: `gets ${what} again`, tone: 'plain' }
    case 'deleted':
      return { text: `${previous} is deleted`, tone: 'plain' }
    case 'nothing-to-delete':
      return { text: `a deletion of ${safe(name)} finds nothing`, tone: 'plain' }
    case 'rejected':
      return { text: `${safe(name)} is refused by browsers: ${safe(list(reasons.map((reason) => wordsFor(rejections, reason) || reason)))}`, tone: 'bad' }
  }
}

/** What a browser keeps at the end, a line a cookie: name, whom it goes to, flags, how long. */
export const jarLine = ({ name, domain, hostOnly, path, secure, httpOnly, sameSite, persistent, expires }: FlowCookie, now: number): { readonly name: string; readonly value: string } => ({
  name: safe(name),
  value: [
    `${hostOnly ? '' : '*.'}${safe(domain ?? '')}${safe(path ?? '')}`,
    [secure ? 'Secure' : '', httpOnly ? 'HttpOnly' : '', sameSite ?? ''].filter(Boolean).join(' ') || 'no flags',
    persistent && expires !== null ? `${formatDuration(Math.max(0, Date.parse(expires) / 1000 - now))} left` : 'browser session',
  ].join(', '),
})

export const practiceStatuses: readonly FlowPractice['status'][] = ['broken', 'kept', 'not-visible']

export const practiceHeadings: Readonly<Record<FlowPractice['status'], string>> = { broken: 'good practice broken', kept: 'good practice kept', 'not-visible': 'not visible in this recording' }
export const practiceTones: Readonly<Record<FlowPractice['status'], Tone>> = { broken: 'bad', kept: 'good', 'not-visible': 'plain' }

export const eventWords = ({ events }: FlowDetail): readonly string[] => events.map(({ name, step, confidence, why }) => `${name.replaceAll('-', ' ')} is #${step}: ${safe(why)}${confidence === 'tentative' ? ' (a guess)' : ''}`)

/** When none were found, which options name them. */
export const eventsMissing = ({ events }: FlowDetail): string | undefined =>
  events.some(({ name }) => name === 'login' || name === 'logout') ? undefined : "No login or logout was found: --login '#2' and --logout '#7', or a path in place of the number, say which exchanges they are."
