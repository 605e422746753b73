import type { BrowserContext } from '@playwright/test'

/** Notes everything that must never happen on a page of ours, whatever the test is about. */
export async function watchPages(
  context: BrowserContext,
  isOwn: (url: string) => boolean,
  problems: string[],
): Promise<void> {
  await context.exposeBinding('reportViolation', (_source, text: string) => problems.push(text))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportViolation: (text: string) => void }).reportViolation
      report(`policy violation: ${event.effectiveDirective} stopped ${event.blockedURI || 'inline content'}`)
    })
  })
  context.on('weberror', (error) =>
    problems.push(`page error: ${error.error().stack ?? error.error().message}`),
  )
  context.on('request', (request) => {
    if (!isOwn(request.url())) problems.push(`request to another host: ${request.url()}`)
  })
}
