import { dirname } from 'node:path'
import { WebSocket } from 'ws'
import { createClient } from '../../src/shared/api/client.ts'
import { webSocketTransport } from '../../src/main/hosts/web/webSocketTransport.ts'
import type { Host, HostStart } from './host.ts'
import { watchPages } from './watch.ts'
import { startWebProcess } from './webProcess.ts'

/** The built web host as a process of its own, and a browser that opened its address. */
export async function startWeb({ dataDir, files, openBrowser, problems }: HostStart): Promise<Host> {
  const args = ['--data-dir', dataDir, '--data-root', files]
  let running = await startWebProcess(args)
  const { origin } = running
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await watchPages(context, (url) => new URL(url).host === new URL(origin).host, problems)
  const page = await context.newPage()
  await page.goto(running.address)

  return {
    page: () => page,
    connect: async () => {
      const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join('; ')
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } })
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      return createClient(webSocketTransport(socket))
    },
    pick: async (client, path, purpose) => {
      const isNew = purpose === 'new-project' || purpose === 'export'
      const listing = await client.call('files.browse', { folder: dirname(path) })
      const token = isNew ? listing.token : listing.entries.find((entry) => entry.path === path)?.token
      if (token === undefined) throw new Error(`${path} is not in the list of files`)
      return token
    },
    answerDialog: (_path, open) => open(),
    crash: () => running.kill(),
    restart: async (project) => {
      // Without --port the program takes the port of last time, where the open page still looks for it.
      running = await startWebProcess(project === undefined ? args : [project, ...args])
      const visit = await context.newPage()
      await visit.goto(running.address)
      await visit.close()
    },
    stop: async () => {
      await context.close()
      await running.stop()
    },
  }
}
