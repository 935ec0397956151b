; What the extractor asks of a C# syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(class_declaration name: (_) @name) @class
(struct_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(method_declaration name: (_) @name) @function
(local_function_statement name: (_) @name) @function
(constructor_declaration name: (_) @name) @function @constructor
((lambda_expression parameters: (_) @_none) @function (#not-eq? @_none "()"))
((lambda_expression parameters: (_) @_none) @same (#eq? @_none "()"))
((lambda_expression body: (_) @return) (#not-match? @return "^\\{"))
(method_declaration body: (arrow_expression_clause (_) @return))
(local_function_statement body: (arrow_expression_clause (_) @return))
(lambda_expression parameters: (implicit_parameter) @parameter)
(parameter name: (_) @parameter)
(parameter name: (_) @target "=" (_) @value) @parameter

(variable_declarator name: (_) @target "=" (_) @value) @bind
(variable_declarator . name: (_) @field .)
(property_declaration name: (_) @target value: (_) @value) @bind
(property_declaration value: (arrow_expression_clause) @same)
(property_declaration name: (_) @field !value)
(assignment_expression left: (_) @target right: (_) @value) @bind
(foreach_statement left: (_) @target right: (_) @value) @each
(return_statement (_) @value) @return
(yield_statement (_) @value) @return

(attribute name: (_) @callee (attribute_argument_list) @arguments) @call @attribute
(attribute_argument) @argument
(attribute_argument name: (_) @target . (_) @value)

(invocation_expression function: (_) @callee arguments: (_) @arguments) @call
(object_creation_expression type: (_) @callee arguments: (_) @arguments) @call
(object_creation_expression type: (_) @callee !arguments) @call
(argument) @argument
(argument name: (_) @target . (_) @value)
((invocation_expression function: (member_access_expression name: (_) @_builder)) @builder
  (#match? @_builder "^Create\\w*Builder$"))
((object_creation_expression type: (_) @_builder) @builder (#match? @_builder "Builder(<.*>)?$"))
((invocation_expression function: (member_access_expression name: (_) @_set)) @setter
  (#match? @_set "^(Set|With|Use)[A-Z]|^(Model|Repo|Tokenizer|Checkpoint|Dataset)(Id|Name|Path|Repo)?$"))
((invocation_expression function: (member_access_expression name: (_) @_cast)) @cast (#any-of? @_cast "ToString" "Trim"))
((invocation_expression function: (member_access_expression expression: _ @_string name: (_) @_format)) @format
  (#any-of? @_string "string" "String") (#eq? @_format "Format"))

(string_literal) @text
(string_literal [(string_literal_content) (escape_sequence)] @content)
(verbatim_string_literal) @text
(raw_string_literal (raw_string_content) @content) @text
(interpolated_string_expression) @text
(interpolated_string_expression [(string_content) (escape_sequence)] @content)
(interpolation (interpolation_brace) . (_) @value) @hole
(binary_expression left: (_) operator: "+" right: (_)) @join
(binary_expression left: (_) @option operator: "??" right: (_) @option) @either
(conditional_expression consequence: (_) @option alternative: (_) @option) @either
(switch_expression) @either
(switch_expression_arm (_) @option .)

(initializer_expression) @list
(initializer_expression (assignment_expression left: (_) @key right: (_) @value) @entry) @map
(element_binding_expression) @same
(collection_expression) @list
(implicit_object_creation_expression) @same
(implicit_array_creation_expression) @same
(array_creation_expression) @same
(element_access_expression expression: (_) @object subscript: (_ (_) @key)) @item
(member_access_expression expression: _ @object name: (_) @member) @name
(conditional_access_expression) @name
(lvalue_expression/identifier) @name

(await_expression) @same
(parenthesized_expression) @same
(postfix_unary_expression) @same
(cast_expression value: (_)) @same
(throw_expression) @same

(null_literal) @nothing
((boolean_literal) @yes (#eq? @yes "true"))
((boolean_literal) @no (#eq? @no "false"))
(comment) @remark
