import { createHash } from 'node:crypto'

/**
 * The one style element a dependency adds by script: react-aria's touch rule, verbatim. It is allowed by its hash;
 * if the package changes it, the end-to-end tests fail with a `securitypolicyviolation`.
 */
const REACT_ARIA_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${sha256(REACT_ARIA_STYLE)}`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Value of the Content-Security-Policy header, the same on every host and for every document. */
export function contentSecurityPolicy(): string {
  return POLICY
}
