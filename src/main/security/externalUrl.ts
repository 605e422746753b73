/**
 * The address to hand to the system's browser, or null.
 *
 * Only http and https, only hosts on the list, without user name, password or an unusual port: a look-alike such as
 * `https://github.com@evil.example` parses as another host and is refused.
 */
export function externalUrl(text: string, allowedHosts: ReadonlySet<string>): string | null {
  if (text.length > 2048 || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '' || url.port !== '') return null
  return allowedHosts.has(url.hostname) ? url.href : null
}

/** Where links of the program's own pages lead. */
export const EXTERNAL_HOSTS: ReadonlySet<string> = new Set(['github.com'])
