const { writeFileSync } = require('node:fs')
const { relative } = require('node:path')

/** Writes down which functions each test file runs, and how much processor time it takes. */
module.exports = class {
  constructor(runner) {
    const files = {}
    let current = null
    let before = process.cpuUsage()
    globalThis.__seen = (number) => current?.bodies.add(number)
    const turnTo = (file) => {
      const { user, system } = process.cpuUsage(before)
      if (current) current.cpuMillis += (user + system) / 1000
      before = process.cpuUsage()
      const name = file && relative(process.cwd(), file)
      if (name) files[name] ??= { cpuMillis: 0, failed: false, bodies: new Set() }
      current = name ? files[name] : current
    }
    for (const event of ['suite', 'test', 'test end', 'hook', 'hook end'])
      runner.on(event, ({ file }) => turnTo(file))
    runner.on('fail', ({ file }) => {
      turnTo(file)
      if (current) current.failed = true
    })
    runner.on('end', () => {
      turnTo(null)
      const plain = (_, value) => (value instanceof Set ? [...value] : value)
      writeFileSync(process.env.SEEN, JSON.stringify(files, plain))
    })
  }
}
