; What the extractor asks of a Lua syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(function_declaration name: (_) @name) @function
(function_definition) @function
(parameters name: (identifier) @parameter)

(assignment_statement (variable_list) @target (expression_list) @value) @bind
(for_generic_clause (variable_list) @target (expression_list) @value) @each
(return_statement (expression_list . (_) @value)) @return
(expression_list (_) . (_)) @list

(function_call name: (_) @callee arguments: (arguments) @arguments) @call
(arguments (_) @argument)
((function_call name: (_) @_set) @setter (#match? @_set "[.:](set|with|use)_?\\w+$"))
((function_call name: (_) @_format) @format (#eq? @_format "string.format"))

(string) @text
(string content: (string_content) @content)
(binary_expression left: (_) ".." right: (_)) @join
(binary_expression left: (_) @option "or" right: (_) @option) @either

(table_constructor) @list
(table_constructor (field name: (_) value: (_))) @map
(field name: (_) @key value: (_) @value) @entry
(field name: (identifier) @name)
(bracket_index_expression table: (_) @object field: (_) @key) @item
(dot_index_expression table: (_) @object field: (_) @member) @name
(method_index_expression table: (_) @object method: (_) @member) @name
(variable/identifier) @name

(parenthesized_expression) @same

(nil) @nothing
(true) @yes
(false) @no
(comment) @remark
