; What the extractor asks of a Ruby syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(class name: (_) @name) @class
(module name: (_) @name) @class
((method name: (_) @name) @function (#not-eq? @name "initialize"))
((method name: (_) @name) @function @constructor (#eq? @name "initialize"))
(singleton_method object: (_) @object name: (_) @name) @function
(method_parameters (identifier) @parameter)
(lambda_parameters (identifier) @parameter)
(optional_parameter name: (_) @target value: (_) @value) @parameter
(keyword_parameter name: (_) @parameter !value)
(keyword_parameter name: (_) @target value: (_) @value) @parameter
(method body: (body_statement (_) @return .))
(singleton_method body: (body_statement (_) @return .))

(assignment left: (_) @target right: (_) @value) @bind
(operator_assignment left: (_) @target right: (_) @value) @bind
(right_assignment_list) @list
(for pattern: (_) @target value: (in (_) @value)) @each
((call receiver: (_) @value method: (_) @_each block: (_ parameters: (block_parameters . (identifier) @target))) @each
  (#any-of? @_each "each" "map" "each_with_index" "flat_map"))
(return (argument_list . (_) @value)) @return

(call method: (_) @member arguments: (argument_list) @arguments) @call
(call method: (_) @member !arguments) @call
(call receiver: (_) @object)
; `Type.new(x)` makes a Type.
((call receiver: (_) @callee method: (_) @_new arguments: (argument_list) @arguments) @call
  (#eq? @_new "new"))
(argument_list (_) @argument)
(argument_list (pair key: (_) @target value: (_) @value))
((call method: (_) @_set) @setter
  (#match? @_set "^(set|with|use)_|^(model|repo|tokenizer|checkpoint|dataset)(_(id|name|path|repo))?$"))
((call method: (_) @_cast) @cast (#any-of? @_cast "freeze" "to_s" "dup" "strip"))
((call method: (_) @_format !receiver) @format (#any-of? @_format "format" "sprintf"))

[(string) (bare_string)] @text
(string [(string_content) (escape_sequence)] @content)
(bare_string (string_content) @content)
(interpolation (_) @value) @hole
(heredoc_body) @text
(heredoc_body (heredoc_content) @content)
(chained_string) @join
(binary left: (_) operator: "+" right: (_)) @join
(binary left: (string) operator: "%") @format
(binary left: (_) @option operator: ["||" "or"] right: (_) @option) @either
(conditional consequence: (_) @option alternative: (_) @option) @either
(case) @either
(when body: (then (_) @option .))
(if consequence: (then (_) @option .)) @either
(else (_) @option .)

[(array) (string_array)] @list
(hash) @map
(pair key: (_) @key value: (_) @value) @entry
[(hash_key_symbol) (simple_symbol)] @name
(element_reference object: (_) @object . (_) @key) @item
(scope_resolution scope: (_) @object name: (_) @member) @name
[(_variable/identifier) (_variable/constant) (_variable/instance_variable) (_variable/class_variable) (_variable/self)] @name

(parenthesized_statements) @same

(nil) @nothing
(true) @yes
(false) @no
(comment) @remark
