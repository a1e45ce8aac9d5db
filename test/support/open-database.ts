/** A process that opens the file in the folder of its first argument and writes one row. */
import { openDatabase } from '../../src/storage/sqlite.ts';

const db = openDatabase(process.argv[2] ?? '');
db.passing.prepare("INSERT INTO entries (namespace, key, body) VALUES ('test', ?, x'01')").run(process.pid);
db.close();
