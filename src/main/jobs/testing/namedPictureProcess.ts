import { basename } from 'node:path'
import { parentPort } from '../childProcess.ts'
import { servePictures } from '../pictureServer.ts'

/** A picture process for tests: the name of the file says what happens. */
servePictures(parentPort(), (path) => {
  const name = basename(path)
  if (name === 'crash') process.kill(process.pid, 'SIGKILL')
  if (name === 'endless') return new Promise(() => undefined)
  if (name === 'broken') return Promise.reject(new Error('its end is missing'))
  return Promise.resolve({ state: 'ok', hash: name, format: 'png', width: 4, height: 3, bytes: 70 })
})
