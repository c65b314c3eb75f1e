-- Cells, who reads them, rules and verdicts; gives a function that takes a report and says whether a verdict turned.
local cells, readers, rules, verdicts = {}, {}, {}, {}
for body = 0, BODIES - 1 do
    local keys = {}
    for ago = 0, 3 do
        keys[ago] = "repairs/council-" .. body .. "/" .. ago
        cells[keys[ago]] = 80 + (body + 3 * ago) % 7
        readers[keys[ago]] = { body }
    end
    local a, b, c, d = keys[0], keys[1], keys[2], keys[3]
    rules[body] = function() return cells[a] + cells[b] + cells[c] + cells[d] >= FLOOR end
    verdicts[body] = rules[body]()
end
return function(body, figure)
    local key = "repairs/council-" .. body .. "/0"
    local has_turned = false
    cells[key] = figure
    for _, reader in ipairs(readers[key]) do
        local verdict = rules[reader]()
        if verdict ~= verdicts[reader] then
            verdicts[reader] = verdict
            has_turned = true
        end
    end
    return has_turned
end
