// Ends with one line on a Node that is too old. Imported first by every script that a person runs.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `node ${process.versions.node} is too old, expected 20.19 or newer; install one from https://nodejs.org`,
  )
  process.exit(1)
}
