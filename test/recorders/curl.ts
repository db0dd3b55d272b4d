// Recordings as people make them in a shell: curl with a cookie jar, one call after another into one file.
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Counted, payload, type Answer, type Ask, type Client, type Recorder } from './client.ts'

/** `curl -sv ... >> session.txt 2>&1`: requests and responses, but not what was posted. */
export const curlVerbose: Recorder = recorder('curl -v', ['-sv'])

/** `curl -s --trace-ascii - -o /dev/null ... >> session.txt`: everything. */
export const curlTrace: Recorder = recorder('curl --trace-ascii', ['-s', '--trace-ascii', '-'])

/** `curl -si ... >> session.txt`: responses only. */
export const curlInclude: Recorder = recorder('curl -i', ['-si'])

function recorder(name: string, options: readonly string[]): Recorder {
  return {
    name,
    record: async (site, story) => {
      const folder = mkdtempSync(join(tmpdir(), 'authlint-recording-'))
      const [jar, recording, head, body] = ['cookies.txt', 'session.txt', 'head', 'body'].map((file) => join(folder, file)) as [string, string, string, string]
      // A jar that is not there would be warned of, behind the first body.
      writeFileSync(jar, '')
      const counted = new Counted()
      const traces = options.includes('--trace-ascii')
      const send = async (method: 'GET' | 'POST', url: string, ask: Ask = {}): Promise<Answer> => {
        counted.next(ask.event)
        const sent = payload(ask)
        const words = [
          ...options, ...(traces ? ['-o', body] : []), '-k', '--http1.1', '--connect-to', `:443:127.0.0.1:${site.httpsPort}`, '--connect-to', `:80:127.0.0.1:${site.httpPort}`,
          ...(ask.cookie === undefined ? ['-b', jar, '-c', jar] : ['-H', `Cookie: ${ask.cookie}`]),
          ...Object.entries(ask.headers ?? {}).flatMap(([field, value]) => ['-H', `${field}: ${value}`]),
          ...(sent ? ['-H', `Content-Type: ${sent.type}`, '--data-raw', sent.text] : method === 'POST' ? ['-X', 'POST', '--data-raw', ''] : []),
          url,
        ]
        // What is printed goes to the file as in a shell; what the story goes on with is asked for beside it.
        await curl([...words, '-D', head], recording)
        const [status = '', ...lines] = readFileSync(head, 'latin1').trimEnd().split('\r\n')
        const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
        const length = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0)
        const printed = readFileSync(traces ? body : recording)
        return { status: Number(status.split(' ')[1]), headers, body: printed.subarray(printed.length - length).toString('utf8') }
      }
      const client: Client = { site, get: (url, ask) => send('GET', url, ask), post: (url, ask) => send('POST', url, ask) }
      try {
        await story(client)
        return { text: readFileSync(recording, 'utf8'), events: counted.events }
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  }
}

/** Its two streams into one file, as `>> file 2>&1` would. */
function curl(words: readonly string[], file: string): Promise<void> {
  const out = openSync(file, 'a')
  return new Promise((done, failed) => {
    spawn('curl', words, { stdio: ['ignore', out, out], env: { PATH: process.env['PATH'], HOME: '/nonexistent', LC_ALL: 'C' } }).on('close', (status) => {
      closeSync(out)
      if (status === 0) done()
      else failed(new Error(`curl ended with status ${status}: ${words.join(' ')}`))
    })
  })
}
