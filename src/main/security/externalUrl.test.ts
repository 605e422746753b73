import { expect, test } from 'vitest'
import { externalUrl } from './externalUrl.ts'

const allowed = new Set(['github.com'])

test.each([
  'https://github.com/',
  'http://github.com/a/b?c#d',
  'HTTPS://GITHUB.COM/',
  'https://github.com:443/',
])('%s is opened', (url) => {
  expect(externalUrl(url, allowed)).not.toBeNull()
})

test.each([
  'https://github.com.evil.example/',
  'https://github.com@evil.example/',
  'https://evil.example/https://github.com/',
  'https://evil.example#github.com',
  'https://github.com:8443/',
  'https://user:secret@github.com/',
  'https://gіthub.com/', // Cyrillic і
  'https://sub.github.com/',
  'https:/\\evil.example/github.com',
  'javascript:alert(1)//https://github.com',
  'file:///etc/passwd',
  'data:text/html,https://github.com',
  'app://workbench/',
  'ftp://github.com/',
  'smb://github.com/share',
  'ms-settings:',
  '//github.com/',
  'github.com',
  '',
  `https://github.com/${'x'.repeat(3000)}`,
])('%s is not', (url) => {
  expect(externalUrl(url, allowed)).toBeNull()
})
