import { app, session, shell } from 'electron'
import type { WebContents } from 'electron'
import { EXTERNAL_HOSTS, externalUrl } from '../../security/externalUrl.ts'
import type { Logger } from '../../system/logger.ts'
import { isAppAddress } from './appProtocol.ts'

/** Everything a page may be allowed to do beyond drawing; all else is denied, also what Electron may add. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Applies to every page that will ever exist. Call once, before the first window. */
export function lockDown(logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents, logger))

  const pages = session.defaultSession
  pages.setPermissionRequestHandler((_contents, permission, answer) => answer(GRANTED.has(permission)))
  pages.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission))
  pages.setDevicePermissionHandler(() => false)
  // The program works without a network; whatever a page asks for elsewhere is stopped here, whatever the policy says.
  pages.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !isAppAddress(url) && !url.startsWith('devtools://')
    if (cancel) logger.warn('blocked a request', { url: url.slice(0, 200) })
    answer({ cancel })
  })
}

function lockPage(contents: WebContents, logger: Logger): void {
  const stay = (event: { preventDefault: () => void; url: string }): void => {
    if (isAppAddress(event.url)) return
    event.preventDefault()
    logger.warn('stopped a navigation', { url: event.url.slice(0, 200) })
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const external = externalUrl(url, EXTERNAL_HOSTS)
    if (external === null) logger.warn('did not open an address', { url: url.slice(0, 200) })
    else void shell.openExternal(external)
    return { action: 'deny' }
  })
}
