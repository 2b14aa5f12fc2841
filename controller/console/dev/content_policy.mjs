// Writes the page's content security policy into the built index.html, so that it holds whoever serves the files.
const kPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"

export function content_policy() {
  return {
    name: 'loa-content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: kPolicy }, injectTo: 'head-prepend' },
    ],
  }
}
