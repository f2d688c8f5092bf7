-- For wrk: sends the lines of a file in turns, and prints what came of it as a line of JSON.
-- wrk -s load.lua ADDRESS -- FILE

local bodies, next_one = {}, 0

function init(args)
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
   for line in io.lines(args[1]) do
      bodies[#bodies + 1] = wrk.format(nil, nil, nil, line)
   end
end

function request()
   next_one = next_one % #bodies + 1
   return bodies[next_one]
end

function done(summary, latency, requests)
   local counts = {}
   for place = 1, #latency do
      local microseconds, count = latency(place)
      counts[#counts + 1] = string.format("[%d,%d]", microseconds, count)
   end
   local wrong = summary.errors
   io.write(string.format(
      '\nload: {"requests": %d, "microseconds": %d, "errors": %d, "latencies": [%s]}\n',
      summary.requests, summary.duration,
      wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout,
      table.concat(counts, ",")
   ))
end
