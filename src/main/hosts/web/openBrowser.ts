import { spawn } from 'node:child_process'

/**
 * Opens an address of ours in the default browser, where there is one; its absence is no error, the address is
 * printed as well. Other people on the machine may see the address among the processes for a moment: it works once.
 */
export function openBrowser(address: string): void {
  const [command, ...args] = opener(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function opener(address: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', address]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return ['xdg-open', address]
}
