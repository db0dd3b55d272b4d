// Loaded before a program: says at the end how much memory it held at its peak, in KB, as the last line of standard error.
process.on('exit', () => require('node:fs').writeSync(2, `\n${process.resourceUsage().maxRSS}\n`))
